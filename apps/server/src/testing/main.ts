// For browser tests: the server as a process, whose devices run on the same machine.
import { serve } from "../serve.ts";

void serve(undefined, undefined, { hasLocalDevices: true });
