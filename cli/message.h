/* Messages, and colour. */
#ifndef DUEBY_CLI_MESSAGE_H
#define DUEBY_CLI_MESSAGE_H

#include "exit.h"

void print_error(const char *format, ...); /* "dueby: ..." on stderr */
void print_note(const char *format, ...);  /* "dueby: note: ..." */
int usage_error(const char *format, ...);  /* prints the message, returns USAGE */
int report_no_memory(void);
enum colour { BOLD = 1, RED = 31, GREEN = 32, YELLOW = 33 };
const char *colour_on(enum colour colour); /* turns colour off if stdout is not a terminal, or NO_COLOR is set */
const char *colour_off(void);

#endif
