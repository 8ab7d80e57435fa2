package io.hookline.config.internal.file;

import io.hookline.config.ConfigurationRefusedException;
import java.util.Map;
import java.util.Set;

/** A form in which a file holds settings. */
interface FileText {

    /**
     * The settings of a file.
     *
     * @throws ConfigurationRefusedException if it is not of this form
     */
    Map<String, Object> read(String pid, String text) throws ConfigurationRefusedException;

    /**
     * The file with some settings changed; all else in it stays as it is.
     *
     * @param set new values by key
     * @param unset keys that are to go
     * @throws ConfigurationRefusedException if it is not of this form
     */
    String write(String pid, String text, Map<String, Object> set, Set<String> unset)
            throws ConfigurationRefusedException;
}
