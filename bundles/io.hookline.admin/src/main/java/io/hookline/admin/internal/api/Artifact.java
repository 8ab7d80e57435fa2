package io.hookline.admin.internal.api;

/**
 * A jar that was uploaded.
 *
 * @param digest SHA-256 of its content
 * @param name the plugin
 * @param version its version
 * @param size in bytes
 * @param uploaded when, in ISO 8601
 * @param by who uploaded it
 * @param used whether a change has named it
 */
record Artifact(String digest, String name, String version, long size, String uploaded, String by, boolean used) {}
