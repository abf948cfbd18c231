library(testthat)
library(dueby)

test_check("dueby")
