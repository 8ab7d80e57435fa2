package io.hookline.faults.template;

/** What {@link UnlinkedHook} is compiled against; it is in no jar. */
final class AbsentClass {

    private AbsentClass() {}

    static String text() {
        return "absent";
    }
}
