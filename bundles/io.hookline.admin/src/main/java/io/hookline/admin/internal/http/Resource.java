package io.hookline.admin.internal.http;

import io.hookline.shell.command.Role;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a resource.
 *
 * @param name the operation's name in the OpenAPI document
 * @param method its method
 * @param template its path, with names in braces for parts that differ
 * @param least the least role that may use it; null if it is open to all, to log in by it
 * @param kind what it takes and does
 * @param operation what it does
 */
public record Resource(
        String name, HttpMethod method, String template, @Nullable Role least, Kind kind, Operation operation) {

    /** What an operation takes and does. */
    public enum Kind {

        /** Changes nothing. */
        READING,

        /** Changes nothing by itself; what it runs may. */
        RUNNING,

        /** Changes something: it is recorded. */
        CHANGING,

        /** Changes something, by a body that may be large. */
        STORING,

        /** Takes a file. */
        UPLOADING
    }

    /** Whether it is recorded that it was used. */
    boolean isChanging() {
        return kind == Kind.CHANGING || kind == Kind.STORING || kind == Kind.UPLOADING;
    }

    /** What is done. */
    @FunctionalInterface
    public interface Operation {

        /** Runs on a thread of its own; an interrupt ends it. */
        void run(Request request, Reply reply) throws Problem, InterruptedException;
    }
}
