/** Where menus, tooltips and dialogs are put: inside the viewer, so that its styles reach them. Page, React. */
import { createContext, useContext } from 'react';

const Portal = createContext<HTMLElement | null>(null);

export const PortalProvider = Portal.Provider;

export function usePortal(): HTMLElement | null {
  return useContext(Portal);
}
