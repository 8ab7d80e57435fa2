/** Tests. */
package io.hookline.faults.damage;
