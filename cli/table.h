/* Prints cells of a table, fitted to the terminal. */
#ifndef DUEBY_CLI_TABLE_H
#define DUEBY_CLI_TABLE_H

#include <stddef.h>

size_t terminal_width(void);
size_t width_of(const char *text); /* returns the length of a string in UTF-8 characters */
/* Prints text in at most `width` columns. Shortened text ends in three dots. Characters that could move the cursor, or reverse the
 * text after them, become "?". */
void print_fitted(const char *text, size_t width, int pad);

#endif
