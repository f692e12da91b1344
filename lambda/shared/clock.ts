/** The only clock of the handlers: whoever needs the time gets it as an argument. */
export function systemClock(): Date {
  return new Date();
}

/** Lets time pass. */
export async function sleep(seconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, seconds * 1000));
}
