/* A command, and the table of all commands. */
#ifndef DUEBY_CLI_COMMAND_H
#define DUEBY_CLI_COMMAND_H

#include "options.h"

struct command {
  char name[16];
  int takes;
  int least, most; /* the smallest and largest number of arguments */
  char arguments[40];
  char summary[100];
  char details[1000];
  char example[120];
  int (*run)(const struct options *options);
};
extern const struct command command_table[];
extern const int command_count;

#endif
