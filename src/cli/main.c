// SPDX-License-Identifier: Apache-2.0
// recoupe's command line: the table of verbs.
int main(void)
{
    return 2;
}
