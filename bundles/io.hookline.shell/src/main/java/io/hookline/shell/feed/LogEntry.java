package io.hookline.shell.feed;

/**
 * An entry of the log.
 *
 * @param at when it was written, as the log has it, in the time zone of the process
 * @param level its level: {@code ERROR}, {@code WARN}, {@code INFO}, {@code DEBUG} or {@code TRACE}
 * @param thread name of the thread that wrote it
 * @param logger its logger, whose packages may be shortened to their first letters
 * @param text the message; further lines hold the stack of an exception
 */
public record LogEntry(String at, String level, String thread, String logger, String text) {}
