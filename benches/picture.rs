//! How long a picture of a view takes, from the state to the bytes of the file.

#[path = "../tests/support/mod.rs"]
mod support;

fn main() {
    divan::main();
}

#[cfg(feature = "gui")]
mod pictures {
    use std::sync::Arc;

    use divan::Bencher;
    use jobscope::app::Desk;
    use jobscope::app::command::Command;
    use jobscope::app::jobs::Request;
    use jobscope::app::state::{AppState, View};
    use jobscope::ui::picture::{Easel, Options, Text};

    use super::support::many;

    /// A desk with the built-in samples, with an area's page to show.
    fn samples(view: View) -> Desk {
        let mut desk = Desk::new(AppState::default(), Arc::new(|| {}));
        desk.load(Request::Samples);
        while desk.is_loading() {
            desk.take_in();
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        shown(desk, view)
    }

    fn shown(mut desk: Desk, view: View) -> Desk {
        let area = desk.state.documents.items().iter().find_map(|item| item.observation.ref_area.code);
        desk.send(Command::ShowArea(area.expect("an area of the samples")));
        desk.send(Command::SetView(view));
        desk
    }

    /// With everything that the first picture takes: the faces are read anew.
    #[divan::bench(args = View::ALL)]
    fn svg(bencher: Bencher, view: View) {
        let desk = samples(view);
        bencher.bench_local(|| Easel::new().svg(&desk.state, &desk.derived, &Options::default()));
    }

    #[divan::bench(args = View::ALL)]
    fn svg_with_letters(bencher: Bencher, view: View) {
        let desk = samples(view);
        let options = Options { text: Text::Font, ..Options::default() };
        bencher.bench_local(|| Easel::new().svg(&desk.state, &desk.derived, &options));
    }

    #[divan::bench(args = View::ALL)]
    fn png_at_2(bencher: Bencher, view: View) {
        let desk = samples(view);
        bencher.bench_local(|| Easel::new().png(&desk.state, &desk.derived, &Options::default(), 2));
    }

    /// A bulletin of 20 articles with 200 figures.
    #[divan::bench(args = View::ALL)]
    fn svg_of_a_bulletin(bencher: Bencher, view: View) {
        let desk = shown(many::desk(1, 10), view);
        bencher.bench_local(|| Easel::new().svg(&desk.state, &desk.derived, &Options::default()));
    }

    #[divan::bench(args = View::ALL)]
    fn png_at_2_of_a_bulletin(bencher: Bencher, view: View) {
        let desk = shown(many::desk(1, 10), view);
        bencher.bench_local(|| Easel::new().png(&desk.state, &desk.derived, &Options::default(), 2));
    }
}
