package io.hookline.config.internal.file;

import io.hookline.config.ConfigurationRefusedException;
import java.util.Map;
import java.util.Set;

/** A file format for settings. */
interface FileText {

    /** Whether the text shows by itself that it is whole, so that one without settings is meant. */
    boolean isComplete(String text);

    /**
     * Reads the settings of a file.
     *
     * @throws ConfigurationRefusedException if it does not have this format
     */
    Map<String, Object> read(String pid, String text) throws ConfigurationRefusedException;

    /**
     * Changes some settings of a file; everything else stays as it is.
     *
     * @param set new values by key
     * @param unset keys to remove
     * @throws ConfigurationRefusedException if it does not have this format
     */
    String write(String pid, String text, Map<String, Object> set, Set<String> unset)
            throws ConfigurationRefusedException;
}
