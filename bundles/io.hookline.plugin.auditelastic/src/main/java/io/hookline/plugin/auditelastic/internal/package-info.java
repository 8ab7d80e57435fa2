/** Sends audit records to Elasticsearch or OpenSearch. */
@NullMarked
package io.hookline.plugin.auditelastic.internal;

import org.jspecify.annotations.NullMarked;
