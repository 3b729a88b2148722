import { Controller, Module } from '@nestjs/common';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { ReviewDesk } from './review-desk.js';
import { ReviewKinds } from './review-kinds.js';
import * as api from './reviews.api.js';
import { Reviews } from './reviews.js';

@Controller()
export class ReviewsController {
  constructor(
    private readonly reviews: Reviews,
    private readonly desk: ReviewDesk,
  ) {}

  @Handle(api.listReviews)
  list(@Input() call: Call<typeof api.listReviews>) {
    return this.desk.list(call);
  }

  @Handle(api.decideReview)
  decide(@Input() call: Call<typeof api.decideReview>) {
    return this.reviews.decide(call);
  }
}

@Module({
  controllers: [ReviewsController],
  providers: [Reviews, ReviewDesk, ReviewKinds],
  exports: [Reviews, ReviewDesk, ReviewKinds],
})
export class ReviewsModule {}
