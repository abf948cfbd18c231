/** When is it due, and was it done in time? Timescales of children's social care in England. */
module dueby {
  exports dueby;
}
