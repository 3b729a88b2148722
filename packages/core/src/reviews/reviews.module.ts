import { Controller, Module } from '@nestjs/common';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import * as api from './reviews.api.js';
import { Reviews } from './reviews.js';

@Controller()
export class ReviewsController {
  constructor(private readonly reviews: Reviews) {}

  @Handle(api.listReviews)
  list(@Input() call: Call<typeof api.listReviews>) {
    return this.reviews.list(call);
  }

  @Handle(api.decideReview)
  decide(@Input() call: Call<typeof api.decideReview>) {
    return this.reviews.decide(call);
  }
}

@Module({ controllers: [ReviewsController], providers: [Reviews], exports: [Reviews] })
export class ReviewsModule {}
