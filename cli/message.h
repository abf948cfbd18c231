/* Prints messages, in colour where that is possible. */
#ifndef DUEBY_CLI_MESSAGE_H
#define DUEBY_CLI_MESSAGE_H

#include <stdint.h>

#include "exit.h"

void print_error(const char *format, ...); /* prints "dueby: ..." to standard error */
void print_note(const char *format, ...);  /* prints "dueby: note: ..." to standard error */
int usage_error(const char *format, ...);  /* prints the message, and returns USAGE */
int report_no_memory(void);
const char *bad_file_text(int32_t status); /* returns why a file could not be read, for readers that do not report it themselves */
enum colour { BOLD = 1, RED = 31, GREEN = 32, YELLOW = 33 };
const char *colour_on(enum colour colour); /* returns "" if stdout is not a terminal, or NO_COLOR is set */
const char *colour_off(void);

#endif
