/** Which requests go to which upstream: the plan that is configured, and the table that requests are matched with. */
@NullMarked
package io.hookline.gateway.internal.route;

import org.jspecify.annotations.NullMarked;
