import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@xyflow/react/dist/style.css';
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { Root } from './window/root.tsx';

// The CSP forbids the code generation with which zod would speed itself up.
z.config({ jitless: true });

const place = document.getElementById('window');
if (place === null) throw new Error('index.html has lost its #window.');

createRoot(place).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
