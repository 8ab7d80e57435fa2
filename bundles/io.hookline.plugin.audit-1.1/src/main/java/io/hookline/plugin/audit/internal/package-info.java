/** Makes audit records of requests and saved records. */
@NullMarked
package io.hookline.plugin.audit.internal;

import org.jspecify.annotations.NullMarked;
