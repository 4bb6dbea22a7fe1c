export { digitsApart, grouped, minutesText, rateText, setNumber, shareText } from './numbers.js';
export { figuresIn, type Said } from './figures-in.js';
