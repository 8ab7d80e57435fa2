/** JSON with the place of each value, and strict access to it. */
@NullMarked
package io.hookline.plugin.policy.json;

import org.jspecify.annotations.NullMarked;
