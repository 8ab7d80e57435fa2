package io.hookline.console.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header by which a plugin's bundle brings a panel:
 *
 * <pre>Hookline-Panel: panel/quota.js;element=acme-quota;title="Quota"</pre>
 *
 * @param script path of the script in the bundle
 * @param element name of the custom element that the script defines
 * @param title what the console calls the panel
 */
record PanelHeader(String script, String element, String title) {

    /** The header's name. */
    static final String NAME = "Hookline-Panel";

    private static final Pattern SCRIPT =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\\.js");
    private static final Pattern ELEMENT = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)+");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s*;\\s*([a-z]+)\\s*:?=\\s*(?:\"([^\"]*)\"|([^\";,\\s]*))\\s*");
    private static final int LONGEST_TITLE = 60;

    /**
     * Reads the header's value.
     *
     * @throws IllegalArgumentException that says what is wrong with it
     */
    static PanelHeader parse(String value) {
        int end = value.indexOf(';');
        String script = (end < 0 ? value : value.substring(0, end)).strip();
        String element = "";
        String title = "";
        Matcher attribute = ATTRIBUTE.matcher(value);
        int at = end < 0 ? value.length() : end;
        while (at < value.length()) {
            if (!attribute.find(at) || attribute.start() != at) {
                throw new IllegalArgumentException("it is not of the form SCRIPT;element=NAME;title=\"TEXT\"");
            }
            String given = attribute.group(2) == null ? attribute.group(3) : attribute.group(2);
            switch (attribute.group(1)) {
                case "element" -> element = given;
                case "title" -> title = given;
                default -> throw new IllegalArgumentException("there is no attribute " + attribute.group(1));
            }
            at = attribute.end();
        }
        return new PanelHeader(script, element, title).checked();
    }

    private PanelHeader checked() {
        if (!SCRIPT.matcher(script).matches()) {
            throw new IllegalArgumentException("the script has to be the path of a .js file in the bundle");
        }
        if (!ELEMENT.matcher(element).matches()) {
            throw new IllegalArgumentException("element has to be a name with a hyphen, such as acme-quota");
        }
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            throw new IllegalArgumentException("title has to be a text of at most " + LONGEST_TITLE + " characters");
        }
        return this;
    }
}
