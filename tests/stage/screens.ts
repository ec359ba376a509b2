// The screens that pages are looked at on.

export const PHONE = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

export const DESKTOP = { viewport: { width: 1440, height: 900 } };

export const SCREENS = { phone: PHONE, desktop: DESKTOP };
