/* Debian's libjansson.a is not position-independent. Its json_loadf, which is never called here, refers to libc's `stdin` in a
 * way that is not allowed in a shared object. A hidden `stdin` of our own is enough for linking. */
void *stdin;
