package io.hookline.common.httpoutput;

import io.hookline.audit.output.AuditOutput;

/** An output with connections that have to be closed. */
public interface ClosableOutput extends AuditOutput, AutoCloseable {

    /** Closes the connections. A delivery that is under way fails. */
    @Override
    void close();
}
