/** Publishes events in transactions, and makes their consumers exactly-once in effect. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.outbox;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
