// SPDX-License-Identifier: Apache-2.0
// The trainers: one row a model in the table of main.c. A trainer reads training data, writes one
// model file and prints what it measured; the product never links any of this.
#ifndef RECOUPE_TRAIN_TRAIN_H
#define RECOUPE_TRAIN_TRAIN_H

struct trainer {
    const char *name; // first word of the command line
    const char *help;
    int (*run)(int argc, char **argv); // argv[0] is the trainer's name; returns the exit status
};

#endif
