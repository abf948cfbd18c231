/* Help and the man page, made from the tables of commands and options. */
#ifndef DUEBY_CLI_HELP_H
#define DUEBY_CLI_HELP_H

#include "command.h"

void print_help(const struct command *command); /* prints the help for a command, or for all if it is NULL */
void print_man_page(void);

#endif
