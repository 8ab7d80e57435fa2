package io.hookline.api.plugin;

/**
 * How {@link Plugin} becomes headers of the manifest: macros that bnd expands for each class that carries it.
 *
 * <p>bnd joins the elements of an array with commas before a macro sees them, so lists are matched and rewritten as a
 * whole. A malformed value becomes an invalid filter, because bnd offers no other means to fail a build from an
 * annotation, and its error shows the text. A semicolon ends an argument of a macro, so clauses are written with an
 * arrow. The outermost macro, whose result is not split again, turns the arrow into the directive.
 */
final class PluginHeaders {

    static final String VERSION = "${if;${#version};version:Version=\"${#version}\"}";

    static final String TAGS = "${if;${#tags};tags:List<String>=\"${#tags}\"}";

    private static final String NAME_FORM = "[\\w.-]+";
    private static final String VERSION_FORM = "\\d+(\\.\\d+(\\.\\d+(\\.[\\w-]+)?)?)?";
    private static final String NEED_FORM =
            NAME_FORM + "(@(" + VERSION_FORM + "|[\\[(]" + VERSION_FORM + "," + VERSION_FORM + "[\\])]))?";

    private static final String PART = "([\\w.-]+)";
    private static final String ENDS = "(?=,|$)";
    private static final String CLAUSE = "io.hookline.plugin=>\"";
    private static final String SAME_ID = "(io.hookline.plugin=$1)";
    private static final String FROM = "(version>=$2)";
    private static final String ABOVE = "(!(version<=$2))" + FROM;
    private static final String BELOW = "(!(version>=$3))";
    private static final String UP_TO = "(version<=$3)";

    private static final String REWRITE = "${replacestring;";

    /** From the innermost to the outermost: a plain id, a lowest version, and the four kinds of ranges. */
    private static final String CLAUSES = REWRITE + REWRITE + REWRITE + REWRITE + REWRITE + REWRITE + "${#dependsOn}"
            + ";(?<=^|,)" + PART + ENDS + ";" + CLAUSE + SAME_ID + "\"}"
            + ";" + PART + "@" + PART + ENDS + ";" + CLAUSE + "(&" + SAME_ID + FROM + ")\"}"
            + ";" + PART + "@\\[" + PART + "," + PART + "\\);" + CLAUSE + "(&" + SAME_ID + FROM + BELOW + ")\"}"
            + ";" + PART + "@\\[" + PART + "," + PART + "\\];" + CLAUSE + "(&" + SAME_ID + FROM + UP_TO + ")\"}"
            + ";" + PART + "@\\(" + PART + "," + PART + "\\);" + CLAUSE + "(&" + SAME_ID + ABOVE + BELOW + ")\"}"
            + ";" + PART + "@\\(" + PART + "," + PART + "\\];" + CLAUSE + "(&" + SAME_ID + ABOVE + UP_TO + ")\"}";

    private static final String TEXT_ENDS = " of @Plugin(id = ${#id}) ";
    private static final String NAME_RULE = "letters, digits, underscores, dots and hyphens";

    private static final String CHECKED_NEEDS =
            "${if;${matches;${#dependsOn};(" + NEED_FORM + "(," + NEED_FORM + ")*)?};"
                    + CLAUSES + ";" + CLAUSE + "dependsOn" + TEXT_ENDS
                    + "has to name plugins like cache, cache@1.2 or cache@[1.2,2), and is ${#dependsOn}\"}";

    private static final String CHECKED_TAGS = "${if;${matches;${#tags};(" + NAME_FORM + "(," + NAME_FORM + ")*)?};"
            + CHECKED_NEEDS + ";" + CLAUSE + "tags" + TEXT_ENDS + "have to consist of " + NAME_RULE
            + ", and are ${#tags}\"}";

    private static final String CHECKED_VERSION = "${if;${matches;${#version};(" + VERSION_FORM + ")?};" + CHECKED_TAGS
            + ";" + CLAUSE + "version" + TEXT_ENDS + "has to be like 1.2.3, and is ${#version}\"}";

    private static final String CHECKED_ID = "${if;${matches;${#id};" + NAME_FORM + "};" + CHECKED_VERSION + ";"
            + CLAUSE + "id of @Plugin has to consist of " + NAME_RULE + ", and is '${#id}'\"}";

    static final String REQUIREMENTS = REWRITE + CHECKED_ID + ";=>;\\;filter:=}";

    private PluginHeaders() {}
}
