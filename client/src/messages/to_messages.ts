// The key that leads to the newest message.

/** No browser does anything with it. */
export const TO_MESSAGES = 'F8';
