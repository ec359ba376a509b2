// What is said of a room as a whole, in English: the source that the other languages follow key by key.

export const life = {
  way_copy: 'Copy the room…',
  way_links: 'Make links anew…',
  way_archive: 'Archive…',
  way_takeAway: 'Take the room away…',
  heading_copy: 'Copy the room',
  heading_links: 'Make links anew',
  heading_archive: 'Archive the room',
  heading_takeAway: 'Take the room away?',
  failed: 'That did not work just now. Check your connection and try again.',
  noRoomMade: 'No new room can be made here now. Ask whoever looks after this server.',
  copyWhat:
    'The copy is a room of its own, with new links. People, their baskets, votes and names stay here.',
  copyTitle: 'Title of the copy',
  copyOf: '{title} (copy)',
  roomCode: 'Code for opening rooms',
  copyStructure: 'Copy phases and areas',
  copyContents: 'Copy with notes',
  archiveWhat:
    'Everyone can still read an archived room and take its harvest along. Nobody changes anything in it, facilitators neither.',
  archiveEnds: 'You can end that at any time in the room.',
  archive: 'Archive the room',
  isArchived: 'This room is archived. You can read it, and nothing in it changes.',
  endArchive: 'Open it again',
  linksWhat:
    'Whoever came by the old link is out until they have the new one. Share the new one with those who are to stay.',
  link_join: 'Link for participants',
  link_view: 'Link for viewers',
  link_facilitate: 'Link for facilitators',
  renew: 'Make anew',
  renewSurely: 'End the old link',
  linkIsNew: 'New. You find it under Share.',
  notYourLink: 'You facilitate for a while. Ask somebody who came by the facilitators’ link.',
  takeAwayWhat: 'Everyone is out at once, and nobody can open the room any more.',
  takeAwayBack: 'Facilitators can bring it back for a while. After that all of it is gone for good.',
  harvestFirst: 'Save the harvest first',
  takeAway: 'Take the room away',
  keepIt: 'Keep the room',
  takenAway: 'The room was taken away. You can bring it back until {date}.',
  notYourRoom: 'You facilitate for a while. Ask somebody who came by the facilitators’ link.',
};

declare module '../../i18n/texts' {
  interface Texts {
    life: typeof life;
  }
}
