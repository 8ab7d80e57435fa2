package io.hookline.plugin.policy.json;

/**
 * Where something stands in a policy.
 *
 * @param line from 1
 * @param column from 1
 */
public record Place(int line, int column) {

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
