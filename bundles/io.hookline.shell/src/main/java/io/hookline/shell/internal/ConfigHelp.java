package io.hookline.shell.internal;

/** What {@code help} says about the command for configurations. */
final class ConfigHelp {

    static final String CONFIG =
            """
            the configurations: what is set, what was refused, what was before; and change them

               hook:config [--json]                                all of them
               hook:config [--json] NAME                           its options, what they are set to and may be
               hook:config [OPTION…] NAME set KEY=VALUE…           change options, now and over restarts
               hook:config [OPTION…] NAME unset KEY…               let their defaults hold again
               hook:config [--json] NAME history                   its revisions, newest first
               hook:config [OPTION…] NAME revert [REVISION]        bring one back; without a number, the one before
               hook:config NAME schema                             what it may be, as a JSON Schema

               --restart   accept that components stop and start again which take a change no other way
               --json      print JSON instead of text

               hook:config ratelimit set burst=5 requestsPerSecond=2
               hook:config records set 'password=$[env:DB_PASSWORD]'

               A change is checked before anything sees it, written into the file of the configuration in conf/,
               and reaches the component while it runs. Several values of one option are separated by commas.
            """;

    private ConfigHelp() {}
}
