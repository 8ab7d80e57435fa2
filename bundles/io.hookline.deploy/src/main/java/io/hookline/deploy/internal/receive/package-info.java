/** How files come into the store: opened, copied, recognised, verified and kept under their digest. */
@NullMarked
package io.hookline.deploy.internal.receive;

import org.jspecify.annotations.NullMarked;
