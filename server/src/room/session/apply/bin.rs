//! Folding what was taken away and what came back.

use crate::room::session::Session;
use crate::room::session::apply::kinds::{
    of_baskets, of_people, of_the_journey, of_the_plan, of_votes, of_words,
};
use crate::room::session::event::Event;
use crate::room::session::touched::Touched;

impl Session {
    pub(super) fn apply_to_bin(&mut self, event: &Event, touched: &mut Touched) {
        match event {
            Event::Binned { items } => {
                self.bin.put(items);
                touched.bin = true;
            }
            Event::LeftBin { items } => {
                self.bin.take(items);
                touched.bin = true;
            }
            Event::Erased { items } => {
                touched.erased.extend(self.bin.erase(items));
                touched.bin = true;
            }
            Event::LeftVersions { items } => self.bin.let_go_of(items),
            Event::PutBack { by, count, at_ms } => touched.put_back.push((*by, *count, *at_ms)),
            of_people!()
            | of_the_plan!()
            | of_baskets!()
            | of_words!()
            | of_votes!()
            | of_the_journey!() => {}
        }
    }
}
