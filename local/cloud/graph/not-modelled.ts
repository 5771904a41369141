/**
 * Something in the program that the laptop would have to guess at. It stops start-up: a stand-in that quietly lets more through
 * than AWS would is worse than none. The message is one sentence for the person at the terminal.
 */
export class NotModelledError extends Error {}
