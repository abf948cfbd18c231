/* Checks the name that a caller gives to a database table. */
#ifndef DUEBY_CLI_SQL_NAME_H
#define DUEBY_CLI_SQL_NAME_H

/* Returns 0 if SQL Server and PostgreSQL both take a table's name, with or without a schema, without quotes. Otherwise prints why
 * not, and returns the exit status. */
int check_sql_name(const char *name);

#endif
