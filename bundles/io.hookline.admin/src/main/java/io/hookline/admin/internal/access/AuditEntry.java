package io.hookline.admin.internal.access;

/**
 * A call that changed something, or was to.
 *
 * @param at when it ended, in ISO 8601
 * @param actor who made it
 * @param role what they may do
 * @param address where they are: an IP address, {@code socket} or {@code loopback}
 * @param operation what it was: the operation's name, with the command's name behind a colon if there is one
 * @param target the path, or the command line without the command's name
 * @param reason why, in the caller's words; may be empty
 * @param status the answer's status
 */
public record AuditEntry(
        String at,
        String actor,
        String role,
        String address,
        String operation,
        String target,
        String reason,
        int status) {}
