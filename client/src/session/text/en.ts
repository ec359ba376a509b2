// The session's texts in English, the source of the others.

export const session = {
  bar: 'What we do now',
  notStarted: 'We begin soon',
  between: 'Nothing is going on right now',

  kind_arrive: 'Arrival',
  kind_pack: 'Pack your basket',
  kind_lay: 'Lay the blanket',
  kind_taste: 'Have a taste',
  kind_cluster: 'Group the notes',
  kind_vote: 'Vote',
  kind_take: 'Take along',
  kind_harvest: 'Harvest',

  journey: 'The whole picnic',
  journeyAt: 'The whole picnic: phase {step} of {steps}',
  journeyOf: { one: 'The whole picnic: {count} phase', other: 'The whole picnic: {count} phases' },
  done: 'done',
  now: 'now',
  coming: 'to come',
  minutes: '{count} min',
  noLimit: 'no time limit',

  forOthers: 'For those who take part:',
  instructions: 'What to do',
  /** Begins the name of the button that opens them. */
  newPhase: 'New',
  understood: 'Got it',

  clock: 'Clock',
  timer: 'Time left',
  timerOver: 'Over time by',
  timerPaused: 'Time is paused',
  paused: 'paused',
  timeIsUp: 'Time is up',
  warnMinute: 'One minute left.',
  warnTenSeconds: 'Ten seconds left.',
  warnOver: 'Time is up.',
  mute: 'Mute the sound of the clock',
  unmute: 'Turn on the sound of the clock',
  untilToday: 'until {time} today',
  untilDay: 'until {day} {time}',
  untilDate: 'until {date} {time}',
  untilDay0: 'Sunday',
  untilDay1: 'Monday',
  untilDay2: 'Tuesday',
  untilDay3: 'Wednesday',
  untilDay4: 'Thursday',
  untilDay5: 'Friday',
  untilDay6: 'Saturday',

  ready: 'I’m ready',
  readyCount: '{ready}/{people} ready',
  raiseHand: 'Raise your hand',
  lowerHand: 'Lower your hand',
  handIsUp: 'Your hand is up. The facilitator sees it.',
  handIsDown: 'Your hand is down.',

  /** What is going on; and to whoever takes part, what to do, as `lateDo`. */

  locked: 'The board is locked. Only the facilitator can change it now.',
  named:
    'Names are shown from now on: everyone sees who writes what. What was sent before stays without names.',
  layNameless: 'Nobody sees who wrote what.',
  layRounds: 'Each lays one note in their turn.',
  voteSeveral: 'You can give several votes to the same one.',
  nameless: 'From now on nobody learns who writes what.',
  role_facilitator:
    'You are a facilitator now. What you can do is at the top, under “Plan, people and vote”.',
  role_participant: 'You are a participant now.',
  role_viewer: 'You are looking on now: you see everything and change nothing.',
  notTaken: 'That could not be done just now. Try again.',
  lateVote: 'Your vote came too late and is not counted. What had arrived before it counts.',
  lateReaction: 'Your reaction came too late and is not counted.',
  lateRefusal: 'Something you did without a connection came too late and was left out.',
  lateRefusalOfText:
    'What you wrote without a connection could not be added any more. It is among your unfinished texts: “{text}”',
};
