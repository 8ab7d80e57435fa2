/** What all releases of the collector share: how requests and saved records become audit records. */
@NullMarked
package io.hookline.plugin.audit.collect;

import org.jspecify.annotations.NullMarked;
