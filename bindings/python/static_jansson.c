/* Debian's libjansson.a is not position-independent: its json_loadf, which nobody here calls, reaches for libc's `stdin` in a way
 * that a shared object may not. A `stdin` of our own, hidden inside the extension, is all it needs to link. */
void *stdin;
