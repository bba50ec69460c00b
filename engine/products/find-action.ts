import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import type { ProductAction, ProductManifest, Products } from './product.ts';

/** A registered action and the manifest it stands in; or `not_found`, saying what there is. */
export function findAction(
  products: Products,
  { product, action: name }: { readonly product: string; readonly action: string },
): Result<{ readonly manifest: ProductManifest; readonly action: ProductAction }, StepError> {
  const manifest = products.find(product);
  if (manifest === undefined)
    return refused({
      class: 'not_found',
      code: 'no_such_product',
      message: `No product “${product}” is registered. Add its manifest to the products folder.`,
    });
  const action = Object.hasOwn(manifest.actions, name) ? manifest.actions[name] : undefined;
  if (action === undefined)
    return refused({
      class: 'not_found',
      code: 'no_such_action',
      message: `${manifest.title} has no action “${name}”. It has ${Object.keys(manifest.actions).slice(0, 20).join(', ')}.`,
    });
  return ok({ manifest, action });
}
