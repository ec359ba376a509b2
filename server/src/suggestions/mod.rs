//! From a room's board to proposals: what a facilitator asks for, worked out beside the rooms.
//!
//! [`board`] reads the notes out of the encoded board, [`answer`] has [`crate::cluster`] find
//! clusters or sort into them, [`crate::pool`] does so on threads that give way to the rooms, and [`ahead`] has the
//! model read notes as they are written. Deliberately absent: a way to change the board.

pub mod ahead;
pub mod answer;
pub mod board;
