/** What operators see of outboxes, and do with dead letters. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.outbox.status;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
